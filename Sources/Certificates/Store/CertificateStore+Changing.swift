internal import Diagnostics
import Glibc
internal import Linux
internal import StackModel

extension CertificateStore {
    /// What a change came to.
    struct Outcome {
        var reports: [CertificateReport] = []
        /// What signs leaves now; `nil` only after an error.
        var signer: Authority?
    }

    /// Brings the folder to what was asked for, under the lock.
    ///
    /// `seen` is what was found without the lock; it is told when the lock cannot be had.
    func change(
        _ intent: Intent, _ assessor: Assessor, seen: Assessment?, _ collector: inout DiagnosticCollector
    ) -> Outcome {
        let folder: CertificateFolder
        do throws(SystemError) {
            try CertificateFolder.make(directory)
            folder = try CertificateFolder(directory)
        } catch {
            collector.report(.folderUnusable(directory, error))
            return Outcome()
        }
        do throws(SystemError) {
            let owner = try folder.owner()
            guard owner == geteuid() else {
                let problem = Diagnostic.foreignFolder(directory, owner: owner, user: geteuid())
                return giveUp(intent, assessor, seen, problem, nil, &collector)
            }
            let lock = try folder.lock(.exclusive, within: patience)
            let outcome: Outcome
            do throws(SystemError) {
                outcome = try change(intent, assessor, in: folder, &collector)
            } catch {
                lock.release()
                throw error
            }
            lock.release()
            return outcome
        } catch {
            let isBusy = error.call == "flock" && error.code == EWOULDBLOCK
            let problem = isBusy ? Diagnostic.folderBusy(directory) : .unwritable(error, in: directory)
            return giveUp(intent, assessor, seen, problem, error, &collector)
        }
    }

    private func change(
        _ intent: Intent, _ assessor: Assessor, in folder: borrowing CertificateFolder,
        _ collector: inout DiagnosticCollector
    ) throws(SystemError) -> Outcome {
        var assessor = assessor
        let placed = try Tidying(requests: assessor.requests).tidy(folder)
        let assessment = try assessor.assess(folder)
        do throws(PlanFailure) {
            var planner = Planner(assessor: assessor, intent: intent)
            let plan = try planner.makePlan(for: assessment)
            try Self.perform(plan.changes, in: folder, syncing: placed)
            (assessment.diagnostics + plan.diagnostics).forEach { collector.report($0) }
            return Outcome(reports: plan.reports, signer: plan.signer)
        } catch {
            switch error {
            case .diagnostics(let diagnostics): diagnostics.forEach { collector.report($0) }
            case .system(let error): throw error
            }
            return Outcome(reports: assessment.reports(by: assessor))
        }
    }

    /// Performs the changes; when one fails before anything was published, it is as if none had been begun.
    ///
    /// What is staged stands before all else, and is synced side by side with the files that were `placed` before.
    static func perform(
        _ changes: [FolderChange], in folder: borrowing CertificateFolder, syncing placed: [String] = []
    ) throws(PlanFailure) {
        var staged: [NewFile] = []
        for case .stage(let name, let contents, let mode) in changes {
            staged.append(NewFile(name, contents, mode: mode))
        }
        do throws(SystemError) {
            try folder.stage(staged, syncing: placed)
            if staged.isEmpty, !placed.isEmpty { try folder.perform(.syncFolder) }
        } catch {
            throw .system(error)
        }
        var hasPublished = false
        for change in changes {
            if case .stage = change { continue }
            do throws(SystemError) {
                try folder.perform(change)
            } catch {
                // Once a key is in its place, the staged certificate is what the next run finishes with.
                if !hasPublished { discard(changes, in: folder) }
                throw .system(error)
            }
            if case .publish = change { hasPublished = true }
        }
    }

    private static func discard(_ changes: [FolderChange], in folder: borrowing CertificateFolder) {
        for case .stage(let name, _, _) in changes {
            do throws(SystemError) { try folder.perform(.discard(name)) } catch { continue }
        }
    }

    /// Says why nothing was changed. A store that is sound but for its .gitignore stays in use.
    private func giveUp(
        _ intent: Intent, _ assessor: Assessor, _ seen: Assessment?, _ problem: Diagnostic, _ error: SystemError?,
        _ collector: inout DiagnosticCollector
    ) -> Outcome {
        guard let seen else {
            collector.report(problem)
            return Outcome()
        }
        if intent == .prepare, seen.isSound {
            if let error { collector.report(.untidy(error, in: directory)) }
            return Outcome(reports: reportSound(seen, assessor, &collector), signer: seen.signer)
        }
        let errors = intent == .renewAuthority ? [] : seen.errors
        (errors.isEmpty ? [problem] : errors).forEach { collector.report($0) }
        return Outcome(reports: seen.reports(by: assessor))
    }
}
