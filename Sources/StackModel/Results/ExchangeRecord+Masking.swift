extension ExchangeRecord {
    func masked(by mask: SecretMask) -> ExchangeRecord {
        var record = self
        record.url = mask.masked(url)
        record.headers = headers.map { RequestSpecification.Header(mask.masked($0.name), mask.masked($0.value)) }
        record.bodyExcerpt = bodyExcerpt.map(mask.masked)
        record.failureDetail = failureDetail.map(mask.masked)
        record.explanation?.finding = mask.masked(explanation?.finding ?? "")
        record.explanation?.remedy = mask.masked(explanation?.remedy ?? "")
        return record
    }
}
