import StackFile
internal import StackModel

extension RunningState {
    /// What the ports of the stack file are in the run. It may have been changed since the run read it.
    var portSource: PortSource {
        { [services] wanted in
            wanted.map { port in
                let ports = services.first { $0.name == port.service }?.ports
                guard let known = ports?.first(where: { $0.name == port.name }) else { return nil }
                // Where the run has the number that was written, another one is for the file to say.
                let isMoved = known.written.map { $0 != known.number } ?? false
                return known.written == port.written || port.written == nil || isMoved ? known.number : nil
            }
        }
    }
}
