//! An emulator of the platforms.
