package dev.holdpoint.instrument;

/**
 * One place where an operation leaves, as a row of a family's table.
 *
 * @param type the class that declares the method, with dots; {@link #ANY} for every class, where
 *     the shape of the method alone decides and the family looks at the receiver
 * @param member the method, or the field of {@link Weave#REPLACE}
 * @param descriptor of that member
 * @param sight what the family sees there: its own number
 */
record ChokePoint(String type, String member, String descriptor, Weave weave, int sight) {

    static final String ANY = "*";

    /** How a choke point is woven in. */
    enum Weave {
        /** The family is asked before the method's body runs. */
        BEFORE,
        /** As before; and what the family answers, if anything, is returned instead. */
        INSTEAD,
        /** The family is asked before, and told when the method has ended, however it ends. */
        AROUND,
        /** A denial that the method would wrap in another exception is thrown bare. */
        BARE,
        /** Where the class's constructors set a field, the family may put another value. */
        REPLACE,
        /** A native method gets a guarded wrapper; only before its class is loaded. */
        NATIVE
    }

    String internalType() {
        return type.replace('.', '/');
    }
}
