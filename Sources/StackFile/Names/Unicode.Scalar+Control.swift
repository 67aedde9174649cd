extension Unicode.Scalar {
    /// Of the general category Cc: C0, DEL and C1.
    var isControl: Bool {
        switch value {
        case 0..<0x20, 0x7F..<0xA0: true
        default: false
        }
    }
}
