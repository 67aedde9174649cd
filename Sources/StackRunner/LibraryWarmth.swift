import Dispatch
import TLS

/// OpenSSL's first context costs some milliseconds: paid on another thread while the stack file is read.
enum LibraryWarmth {
    static func begin() {
        DispatchQueue.global().async { TLSLibrary.initialise() }
    }
}
