internal import NIOCore
import NIOHTTP1
import Synchronization

/// The handlers that read responses, made one at a time.
///
/// `ByteToMessageHandler` takes a decoder that conforms to a protocol, which Swift's runtime looks up at the type's first
/// use. HTTP's decoder is a generic class without a superclass, and while another thread is completing such a class, that
/// look-up follows the null pointer to its superclass (Swift 6.3, `getSuperclassForMaybeIncompleteMetadata` in the
/// runtime's ProtocolConformance.cpp). Event loops make their first connections side by side, so without a lock a run in
/// many ends with a SIGSEGV. The existential keeps those that add the handler from naming its type outside the lock.
enum ResponseDecoding {
    private static let turn = Mutex(())

    static func makeHandler() -> any ChannelInboundHandler {
        turn.withLock { _ in ByteToMessageHandler(HTTPResponseDecoder()) }
    }
}
