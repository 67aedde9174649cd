/// Servers that run inside this process.
extension SupervisionCore {
    func start(_ index: Int, _ service: any InProcessService) {
        runs[index].startTask = Task {
            do {
                for note in try await service.start() { board.note("\(plans[index].name): \(note)") }
                post(.started(index))
            } catch {
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
        await service.stop(grace: grace)
        post(.gone(index))
    }

    /// It has had its grace, or is not to have it: it ends with this process.
    func abandon(_ index: Int, _ service: any InProcessService) {
        let start = runs[index].startTask
        let mustStop = !runs[index].isStopped
        runs[index].isStopped = true
        start?.cancel()
        if mustStop { Task { await service.stop(grace: .zero) } }
        post(.gone(index))
    }
}
