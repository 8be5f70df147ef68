import io
import math
import struct
import wave
from collections.abc import Iterator
from pathlib import Path

import lameenc
import pytest

from tests.studio.provider import Provider
from tests.studio.rig import Rig

RATE = 44_100


@pytest.fixture
def provider() -> Iterator[Provider]:
    provider = Provider()
    yield provider
    provider.close()


@pytest.fixture
def rig(tmp_path: Path, provider: Provider) -> Iterator[Rig]:
    rig = Rig(tmp_path, provider)
    yield rig
    rig.database.close()


@pytest.fixture(scope="session")
def samples() -> bytes:
    """Two seconds of mono 16-bit sound: one second of a tone at half of full scale, then one of silence."""
    tone = [round(16_384 * math.sin(2 * math.pi * 440 * i / RATE)) for i in range(RATE)]
    return struct.pack(f"<{RATE}h", *tone) + bytes(2 * RATE)


@pytest.fixture(scope="session")
def wav(samples: bytes) -> bytes:
    file = io.BytesIO()
    with wave.open(file, "wb") as out:
        out.setparams((1, 2, RATE, 0, "NONE", ""))
        out.writeframes(samples)
    return file.getvalue()


@pytest.fixture(scope="session")
def mp3(samples: bytes) -> bytes:
    encoder = lameenc.Encoder()
    encoder.set_bit_rate(128)
    encoder.set_in_sample_rate(RATE)
    encoder.set_channels(1)
    encoder.set_quality(7)
    encoder.silence()
    return bytes(encoder.encode(samples) + encoder.flush())
