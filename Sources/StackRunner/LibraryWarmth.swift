import Dispatch
import TLS

/// OpenSSL's first context costs some milliseconds: paid on another thread while the stack file is read.
enum LibraryWarmth {
    static func begin() {
        // A mistake in the stack file ends the process while the other thread is at it.
        TLSLibrary.keepUntilExit()
        DispatchQueue.global().async { TLSLibrary.initialise() }
    }
}
