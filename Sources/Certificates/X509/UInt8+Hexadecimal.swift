extension UInt8 {
    /// Two digits, in lower case.
    var hexadecimal: String {
        let digits = String(self, radix: 16)
        return digits.count == 1 ? "0" + digits : digits
    }
}
