extension ServiceReport {
    package func masked(by mask: SecretMask) -> ServiceReport {
        if mask.isEmpty { return self }
        var report = self
        report.status = status.map(mask.masked)
        report.failure = failure.map(mask.masked)
        report.remedy = remedy.map(mask.masked)
        report.lastLines = lastLines.map(mask.masked)
        for index in lives.indices { report.lives[index].ending = lives[index].ending.map(mask.masked) }
        return report
    }
}
