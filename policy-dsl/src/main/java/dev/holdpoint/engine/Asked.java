package dev.holdpoint.engine;

import dev.holdpoint.effect.Attribute;
import dev.holdpoint.language.Condition;
import dev.holdpoint.language.Policy;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** The attributes that a policy asks for: all that analysis has to find out for it. */
final class Asked {

    private final Set<Attribute> attributes = EnumSet.of(Attribute.VERB);

    private Asked() {}

    static Set<Attribute> by(Policy policy) {
        Asked asked = new Asked();
        for (Policy.Rule rule : policy.rules()) {
            asked.add(rule.when());
            if (rule.unless().isPresent()) {
                asked.add(rule.unless().get());
            }
        }
        for (Policy.Limit limit : policy.limits()) {
            asked.add(limit.when());
            if (limit.unless().isPresent()) {
                asked.add(limit.unless().get());
            }
        }
        Set<Attribute> set = asked.attributes;
        boolean credentials =
                set.contains(Attribute.CREDENTIAL)
                        || set.contains(Attribute.CREDENTIAL_ID)
                        || set.contains(Attribute.CREDENTIAL_OWNER)
                        || set.contains(Attribute.CREDENTIAL_STATUS);
        if (credentials) {
            for (Policy.Credential credential : policy.credentials()) {
                for (Policy.May may : credential.may()) {
                    asked.add(may.when());
                }
                if (!credential.environments().isEmpty()) {
                    set.add(Attribute.ENV);
                }
            }
        }
        if (set.contains(Attribute.ENV)) {
            Collections.addAll(
                    set, Attribute.RESOURCE, Attribute.HOST, Attribute.JDBC, Attribute.PATHS);
        }
        for (Attribute paths :
                new Attribute[] {
                    Attribute.PATHS,
                    Attribute.PATHS_READ,
                    Attribute.PATHS_WRITTEN,
                    Attribute.PATHS_DESTROYED
                }) {
            if (set.contains(paths)) {
                set.add(Attribute.CWD);
            }
        }
        // a shell, as anybody, anywhere? asked of every effect that no rule decides
        Collections.addAll(set, Attribute.PROGRAM, Attribute.USER, Attribute.HOST);
        return Collections.unmodifiableSet(set);
    }

    private void add(Condition condition) {
        if (condition instanceof Condition.And c) {
            for (Condition part : c.all()) {
                add(part);
            }
        } else if (condition instanceof Condition.Or c) {
            for (Condition part : c.any()) {
                add(part);
            }
        } else if (condition instanceof Condition.Not c) {
            add(c.inner());
        } else if (condition instanceof Condition.Has c) {
            attributes.add(c.ref().attribute());
        } else if (condition instanceof Condition.IsTrue c) {
            attributes.add(c.ref().attribute());
        } else if (condition instanceof Condition.In c) {
            attributes.add(c.ref().attribute());
        } else if (condition instanceof Condition.Within c) {
            attributes.add(c.ref().attribute());
        } else if (condition instanceof Condition.Overlap c) {
            attributes.add(c.ref().attribute());
        } else if (condition instanceof Condition.Order c) {
            attributes.add(c.ref().attribute());
        }
    }
}
