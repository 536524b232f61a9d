package dev.holdpoint.analysis.http;

import dev.holdpoint.analysis.http.catalog.Catalog;
import dev.holdpoint.analysis.http.catalog.Meaning;
import dev.holdpoint.effect.Attribute;
import dev.holdpoint.effect.Effect;
import dev.holdpoint.effect.Fact;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * The ids of what a request touches, as {@code provider:kind:id}: those of its path, which name one
 * thing together (a pod in a namespace), and those of its body.
 */
final class Resources {

    private final String provider;
    private final Set<String> ids = new LinkedHashSet<>();
    private boolean complete = true;

    private Resources(String provider) {
        this.provider = provider;
    }

    /** What the provider's catalog adds to the effect. */
    static void set(
            Effect.Builder effect, Catalog catalog, Meanings.Understanding known, Request request) {
        String provider = catalog.provider();
        if (known.meaning().isEmpty()) {
            effect.set(Attribute.SERVICE, provider);
            return;
        }
        Meaning m = known.meaning().get();
        effect.set(Attribute.SERVICE, m.service()).set(Attribute.ACTION, m.action());
        m.target().ifPresent(t -> effect.set(Attribute.TARGET, t));
        Resources resources = new Resources(provider);
        for (Map<String, String> reading : known.ids()) {
            reading.forEach(resources::put);
        }
        Set<String> inPath = Set.copyOf(resources.ids);
        if (provider.equals("aws")) {
            // What is called by path names its thing there; its body may be anything.
            Runnable unread = inPath.isEmpty() ? resources::unread : () -> {};
            AwsIds.find(request, catalog, resources::put, unread);
        }
        if (!resources.ids.isEmpty() || !resources.complete) {
            effect.set(Attribute.RESOURCE, new Fact.Texts(resources.ids, resources.complete));
        }
        // Elasticsearch's several indexes are several things.
        boolean one = known.ids().size() == 1 && !provider.equals("elasticsearch");
        if (one && inPath.size() > 1) {
            effect.together(inPath);
        }
    }

    private void put(String kind, String id) {
        if (id.contains(Url.PLACEHOLDER)) {
            complete = false;
            return;
        }
        // Elasticsearch takes several in one place.
        String prefix = provider + ":" + kind + ":";
        if (provider.equals("elasticsearch") && id.indexOf(',') >= 0) {
            for (String one : id.split(",", -1)) {
                ids.add(prefix + one);
            }
        } else {
            ids.add(kind.equals("arn") ? id : prefix + id);
        }
    }

    private void unread() {
        complete = false;
    }
}
