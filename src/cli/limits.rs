//! Limits of the system that would end the program: they are to be errors that can be told.

/// A file that grows over its limit (`ulimit -f`) would end the program where it stands; with the signal caught,
/// the writing fails, what was begun is taken away, and it is told.
pub(super) fn are_errors() {
    #[cfg(unix)]
    {
        let caught = std::sync::Arc::default();
        // Where it cannot be caught the program ends as it would.
        let _ = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, caught);
    }
}
