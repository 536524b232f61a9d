package dev.holdpoint.guard.approval;

import dev.holdpoint.session.CanonicalJson;
import dev.holdpoint.session.Json;

/** A statement with its signature, verified: there is no other way to make one. */
public final class SignedStatement {

    private final Statement statement;
    private final String signature;
    private final SshKey key;

    private SignedStatement(Statement statement, String signature, SshKey key) {
        this.statement = statement;
        this.signature = signature;
        this.key = key;
    }

    /**
     * Verifies the signature over the statement's canonical text.
     *
     * @param armored as {@code ssh-keygen -Y sign} writes it
     * @throws SignatureException if it does not fit, or another key signed than the statement names
     */
    public static SignedStatement verify(String statement, String armored)
            throws SignatureException {
        Statement read = Statement.read(statement);
        SshSignature signature = SshSignature.parse(armored);
        if (!signature.key().fingerprint().equals(read.approver())) {
            throw new SignatureException("the key that signed is not the approver it names");
        }
        signature.verify(read.bytes(), Statement.NAMESPACE);
        return new SignedStatement(read, armored.strip(), signature.key());
    }

    /** Reads and verifies what {@link #write} wrote. */
    public static SignedStatement read(String text) throws SignatureException {
        Json.Obj o = Request.object(text);
        return verify(Request.text(o, "statement"), Request.text(o, "signature"));
    }

    public String write() {
        return CanonicalJson.write(
                Json.object()
                        .put("statement", statement.write())
                        .put("signature", signature)
                        .build());
    }

    public Statement statement() {
        return statement;
    }

    public SshKey key() {
        return key;
    }
}
