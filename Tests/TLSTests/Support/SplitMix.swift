/// Random numbers that are the same at every run (Steele and others, "Fast splittable pseudorandom number generators").
struct SplitMix: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func bytes(_ count: Int) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: count + 8) { space, used in
            for place in stride(from: 0, to: count, by: 8) {
                UnsafeMutableRawPointer(space.baseAddress)?.storeBytes(
                    of: next(), toByteOffset: place, as: UInt64.self)
            }
            used = count
        }
    }

    mutating func element<Element>(of list: [Element]) -> Element { list[Int.random(in: list.indices, using: &self)] }
}
