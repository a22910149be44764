#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| kcamp::fuzzing::flags(bytes));
