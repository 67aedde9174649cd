/// One stack file, as it was read.
struct StackFileContent {
    /// As the user named it.
    var path: String
    var bytes: [UInt8]

    /// Without a byte-order mark: libyaml would not count its column, so it is not given one.
    var text: ArraySlice<UInt8> { bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...] }
}
