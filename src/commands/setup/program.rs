//! Runs a keychain's program.

use std::io::{ErrorKind, Write as _};
use std::process::{Command, Stdio};

use anyhow::{Context as _, anyhow};
use zeroize::Zeroizing;

use crate::error::Error;

/// Runs a program that reads a secret from stdin; what it prints, which may hold one too.
///
/// # Errors
///
/// The program cannot be run, does not take the secret, or fails.
pub(super) fn tell(program: &str, arguments: &[&str], input: &str) -> Result<Zeroizing<Vec<u8>>, Error> {
    let mut child = Command::new(program)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| format!("cannot run {program}"))?;
    let accepted = child.stdin.take().map_or(Ok(()), |mut stdin| stdin.write_all(input.as_bytes()));
    // A program that ends before it has read everything breaks the pipe. Its exit status tells more, and its stored
    // value is checked.
    if let Some(error) = accepted.err().filter(|error| error.kind() != ErrorKind::BrokenPipe) {
        return Err(error).with_context(|| format!("{program} did not accept the secret"))?;
    }
    let output = child.wait_with_output().with_context(|| format!("cannot wait for {program}"))?;
    let printed = Zeroizing::new(output.stdout);
    if !output.status.success() {
        return Err(anyhow!("{program} did not store the secret: {}", output.status).into());
    }
    Ok(printed)
}

#[cfg(all(test, unix))]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::tell;

    /// The input is larger than a pipe's buffer, so that it cannot be written before the program ends.
    #[test]
    fn the_error_of_a_program_that_ends_before_it_has_read_the_secret_says_how_it_ended() {
        let input = "x".repeat(1 << 20);
        for (script, said) in [
            ("exit 3", "sh did not store the secret: exit status: 3"),
            ("head -c 5 >/dev/null; exit 1", "sh did not store the secret: exit status: 1"),
            ("kill -9 $$", "sh did not store the secret: signal: 9 (SIGKILL)"),
        ] {
            let error = tell("sh", &["-c", script], &input).unwrap_err();
            assert_eq!(error.reason, said, "{script}");
        }
        assert_eq!(*tell("sh", &["-c", "echo kept"], &input).unwrap(), b"kept\n");
    }
}
