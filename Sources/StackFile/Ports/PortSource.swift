/// Gives the numbers of ports to who reads a stack file for a run.
///
/// It is asked once, for all ports of the file, before anything else of it is understood. For each it says the number, or
/// `nil`: a written number then stays, and one that the file leaves open stays open.
package typealias PortSource = @Sendable ([WantedPort]) -> [UInt16?]
