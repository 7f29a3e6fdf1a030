/// Draws that come out the same every time for the same seed and number (SplitMix64).
package struct Dice {
    private var state: UInt64

    package init(seed: UInt64, number: Int) {
        state = seed &* 0xD134_2543_DE82_EF95 &+ UInt64(bitPattern: Int64(number))
    }

    /// A number from 0 up to, not including, `sides`.
    package mutating func roll(_ sides: Int64) -> Int64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        mixed ^= mixed >> 31
        return Int64(mixed % UInt64(max(sides, 1)))
    }
}
