"""What words are before they are music: sections, lines, sounds, syllables, rhymes. Imports nothing of ours; pages and engine share it."""
