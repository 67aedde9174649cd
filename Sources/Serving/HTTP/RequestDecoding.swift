internal import NIOCore
import Synchronization

/// The handlers that read requests, made one at a time.
///
/// A decoder's conformance is looked up by Swift's runtime at the type's first use. HTTP's decoder, within `RequestDecoder`,
/// is a generic class without a superclass, and while another thread is completing such a class, that look-up follows the
/// null pointer to its superclass (Swift 6.3, `getSuperclassForMaybeIncompleteMetadata` in the runtime's
/// ProtocolConformance.cpp). Event loops accept their first connections side by side, so without a lock a run in many ends
/// with a SIGSEGV. The existential keeps those that add the handler from naming its type outside the lock.
enum RequestDecoding {
    private static let turn = Mutex(())

    /// - Parameter isSecure: Whether the bytes come over TLS.
    static func makeHandler(isSecure: Bool) -> any ChannelInboundHandler {
        turn.withLock { _ in ByteToMessageHandler(RequestDecoder(isSecure: isSecure)) }
    }
}
