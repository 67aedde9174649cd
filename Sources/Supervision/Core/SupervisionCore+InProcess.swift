/// Servers that run inside this process.
///
/// What a start or a stop brings counts for the run that it was made for: the service may have begun anew meanwhile.
extension SupervisionCore {
    func start(_ index: Int, _ service: any InProcessService) {
        let turn = runs[index].turn
        runs[index].startTask = Task {
            do {
                for note in try await service.start() { board.note("\(plans[index].name): \(note)") }
                if runs[index].turn == turn { post(.started(index)) }
            } catch {
                guard runs[index].turn == turn else { return }
                runs[index].startProblem = (error as? SupervisionProblem) ?? SupervisionProblem("\(error)")
                post(.startFailed(index))
                await stopOnce(index, service, grace: .zero)
            }
        }
    }

    func stop(_ index: Int, _ service: any InProcessService, grace: Duration) {
        let start = runs[index].startTask
        Task {
            start?.cancel()
            await start?.value
            await stopOnce(index, service, grace: grace)
        }
    }

    private func stopOnce(_ index: Int, _ service: any InProcessService, grace: Duration) async {
        guard !runs[index].isStopped else { return }
        runs[index].isStopped = true
        let turn = runs[index].turn
        await service.stop(grace: grace)
        if runs[index].turn == turn { post(.gone(index)) }
    }

    /// It has had its grace, or is not to have it. When the stack ends, it ends with this process; if not, the next run of
    /// it needs its port.
    func abandon(_ index: Int, _ service: any InProcessService) {
        let start = runs[index].startTask
        let mustStop = !runs[index].isStopped
        start?.cancel()
        if machine.isStopping {
            runs[index].isStopped = true
            if mustStop { Task { await service.stop(grace: .zero) } }
            post(.gone(index))
        } else if mustStop {
            Task { await stopOnce(index, service, grace: .zero) }
        }
    }
}
