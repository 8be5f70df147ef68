"""Samples that were recorded out of tune, and by how much they are corrected.

Measured on single notes, by autocorrelation and by spectrum; kept where both agree that a sample is off by more than 7 cents.
"""

CORRECTIONS = {
    # Glockenspiel
    470: 12, 301: -9, 299: -11, 303: -9, 297: -11,
    # Jazz and distorted guitar
    671: -9, 724: -11,
    # Cello
    79: 8, 78: 9, 74: -9, 71: -8, 67: 8, 63: -9,
    # Low strings, pizzicato
    1043: 13, 1044: 13, 1071: 14, 1072: 14, 1079: -15, 1080: -15,
    # Harp, choir
    244: 12, 247: -12, 103: -8, 102: -8,
    # Soprano saxophone, bassoon, flute, whistle
    377: -10, 442: 9, 440: -19, 434: 17, 405: -8, 397: -11, 220: -10,
}  # fmt: skip
"""Cents to add, by the sample's number in the bank."""
