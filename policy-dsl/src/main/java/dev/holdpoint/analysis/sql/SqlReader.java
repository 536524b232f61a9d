package dev.holdpoint.analysis.sql;

import dev.holdpoint.analysis.Inquiry;
import dev.holdpoint.analysis.Reader;
import dev.holdpoint.effect.Attribute;
import dev.holdpoint.effect.Effect;
import dev.holdpoint.effect.Fact;
import dev.holdpoint.effect.Kind;
import dev.holdpoint.effect.Operation;
import java.util.Optional;

/** Reads SQL texts: one effect for each text of a batch. Stateless. */
public final class SqlReader implements Reader<Operation.Sql> {

    @Override
    public void read(Operation.Sql operation, Optional<Effect> parent, Inquiry inquiry) {
        Dialect dialect = Dialect.named(operation.dialect());
        for (String text : operation.texts()) {
            inquiry.add(effect(text, dialect, parent));
        }
    }

    private static Effect effect(String text, Dialect dialect, Optional<Effect> parent) {
        Finding f = SqlText.read(text, dialect);
        Effect.Builder effect =
                Effect.of(Kind.SQL)
                        .verb(f.verb())
                        .parent(parent)
                        .set(Attribute.DIALECT, dialect.name())
                        .set(Attribute.STMTS, f.kinds())
                        .set(Attribute.STATEMENTS, Fact.number(f.statements()))
                        .set(Attribute.TABLES, f.tables())
                        .set(Attribute.WRITES, f.writes())
                        .set(Attribute.COLUMNS, f.columns())
                        .set(Attribute.FUNCTIONS, f.functions())
                        .set(Attribute.WHERE, f.where());
        if (f.opaque()) {
            effect.opaque();
        }
        f.target().ifPresent(t -> effect.set(Attribute.TARGET, t));
        return effect.summary(f.why()).build();
    }
}
