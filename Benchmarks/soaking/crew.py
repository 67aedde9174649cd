"""Threads that go on until they are told to stop, and whose failures are heard of."""
import contextlib
import threading


@contextlib.contextmanager
def crew(proof, workers):
    """Runs each worker over and over: `worker(stop)` returns when `stop` is set, or raises."""
    stop = threading.Event()
    lock = threading.Lock()

    def run(worker):
        try:
            worker(stop)
        except Exception as error:
            with lock:
                proof.fail(f"{worker.__qualname__}: {type(error).__name__}: {error}")

    threads = [threading.Thread(target=run, args=[worker], daemon=True) for worker in workers]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        for thread in threads:
            thread.join(60)
        if any(thread.is_alive() for thread in threads):
            proof.fail("a client hangs")
