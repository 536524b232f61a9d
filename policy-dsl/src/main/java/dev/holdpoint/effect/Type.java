package dev.holdpoint.effect;

/** The type of an attribute, which decides the operators that a condition may use on it. */
public enum Type {
    /** One text: {@code ==}, {@code !=}, {@code in}, {@code not in}. */
    TEXT,
    /** One whole number: also {@code <}, {@code <=}, {@code >}, {@code >=}. */
    NUMBER,
    /** True or false: stands alone as a condition. */
    FLAG,
    /** A set of texts: {@code within} (all), {@code overlap} (any). */
    TEXTS,
    /**
     * Texts by name ({@code headers["x-a"]}, {@code arguments.id}, {@code body["/a/b"]}): each
     * entry is compared as a text.
     */
    TABLE
}
