import Glibc

/// libFuzzer's call before the first input: `--dictionary` prints the reader's words in its format, and ends.
@_cdecl("LLVMFuzzerInitialize") func initializeFuzzing(
    _ count: UnsafeMutablePointer<CInt>, _ arguments: UnsafeMutableRawPointer
) -> CInt {
    guard CommandLine.arguments.contains("--dictionary") else { return 0 }
    for word in Set(type(of: FuzzedReaders.chosen).dictionary).sorted() {
        let bytes = word.utf8.map { byte in
            (0x20..<0x7F).contains(byte) && byte != 0x22 && byte != 0x5C
                ? String(Unicode.Scalar(byte)) : "\\x" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }
        print("\"\(bytes.joined())\"")
    }
    exit(0)
}

/// libFuzzer's call for each input.
@_cdecl("LLVMFuzzerTestOneInput") func fuzzOneInput(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
    FuzzedReaders.chosen.read(Array(UnsafeBufferPointer(start: data, count: size)))
    return 0
}
