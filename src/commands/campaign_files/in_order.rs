//! Does work for many items on all cores, with the results in the order of the items.

use std::io;
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread;

use anyhow::Context as _;

use crate::error::Error;

/// With fewer files, threads would be slower.
const WORTH_THREADS: usize = 8;
/// The most files that a thread may be ahead of the next result, which limits the memory.
const AHEAD: usize = 32;
/// The stack of a thread that checks files, in bytes, as large as the main thread's. Templates may nest.
const STACK: usize = 8 * 1024 * 1024;

/// Does the work for every item on all cores, and takes the results in the order of the items.
///
/// Thread *i* of *n* takes items *i*, *i + n*, … and sends results through its own bounded channel, so that no thread
/// runs far ahead and no result has to be sorted.
///
/// # Errors
///
/// The first error of `take`: nothing is taken after it.
pub(super) fn in_order<T: Sync, R: Send>(
    items: &[T],
    work: &(impl Fn(&T) -> R + Sync),
    mut take: impl FnMut(R) -> Result<(), Error>,
) -> Result<(), Error> {
    let threads = thread::available_parallelism().map_or(1, usize::from);
    if threads == 1 || items.len() < WORTH_THREADS {
        return items.iter().try_for_each(|item| take(work(item)));
    }
    thread::scope(|scope| {
        let queues: Vec<Receiver<R>> = (0..threads)
            .map(|first| {
                let (sender, queue) = sync_channel(AHEAD);
                let check = move || {
                    // If no results are taken any more, the thread ends.
                    items
                        .iter()
                        .skip(first)
                        .step_by(threads)
                        .try_for_each(|item| sender.send(work(item)))
                        .ok()
                };
                thread::Builder::new().stack_size(STACK).spawn_scoped(scope, check)?;
                Ok(queue)
            })
            .collect::<io::Result<_>>()
            .context("the system could not start a thread to check the files")?;
        // A thread that panicked sends no results; the panic continues at the end of the scope.
        queues.iter().cycle().take(items.len()).map_while(|queue| queue.recv().ok()).try_for_each(&mut take)
    })
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::{WORTH_THREADS, in_order};
    use crate::error::Error;

    #[test]
    fn results_come_in_the_order_of_the_items() {
        for count in [0, 1, WORTH_THREADS, 1_000] {
            let items: Vec<usize> = (0..count).collect();
            let mut taken = Vec::new();
            // Later items take less time.
            let work =
                |item: &usize| (0..(count - item) * 10).fold(*item, |sum, _| std::hint::black_box(sum));
            in_order(&items, &work, |item| {
                taken.push(item);
                Ok(())
            })
            .unwrap();
            assert_eq!(taken, items);
        }
    }

    #[test]
    fn who_stops_taking_ends_the_work() {
        let items: Vec<usize> = (0..10_000).collect();
        let mut taken = 0;
        let ended = in_order(&items, &|item| *item, |_| {
            taken += 1;
            if taken == 3 { Err(Error::usage("usage/command-line", "enough")) } else { Ok(()) }
        });
        assert!(ended.is_err());
        assert_eq!(taken, 3);
    }
}
