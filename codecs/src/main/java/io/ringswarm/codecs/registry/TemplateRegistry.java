package io.ringswarm.codecs.registry;

import io.ringswarm.codecs.BodyCodec;
import io.ringswarm.codecs.MalformedMessageException;
import io.ringswarm.codecs.Template;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The codecs of a system by template. Built once; then any thread may look codecs up, and any thread may read what was
 * refused. A look-up that succeeds allocates nothing and takes no lock.
 *
 * <p>A codec reads every minor version of its major version, older or newer. Several majors of one template may be
 * registered side by side.
 */
public final class TemplateRegistry {
    private final BodyCodec<?>[][] codecsByIdAndMajor;
    private final RefusalLog refusals = new RefusalLog();

    private TemplateRegistry(NavigableMap<Integer, NavigableMap<Integer, BodyCodec<?>>> codecs) {
        codecsByIdAndMajor = new BodyCodec<?>[codecs.isEmpty() ? 0 : codecs.lastKey() + 1][];
        codecs.forEach((id, byMajor) -> {
            codecsByIdAndMajor[id] = new BodyCodec<?>[byMajor.lastKey() + 1];
            byMajor.forEach((major, codec) -> codecsByIdAndMajor[id][major] = codec);
        });
    }

    /**
     * Starts a registry.
     *
     * @return a builder without codecs
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * The codec that reads a body.
     *
     * @param templateId as the frame says, 0 to 65,535
     * @param majorVersion as the frame says, 0 to 255
     * @return the codec registered for that template and major version
     * @throws MalformedMessageException naming the template and why it was refused, which is also counted
     */
    public BodyCodec<?> codecFor(int templateId, int majorVersion) {
        BodyCodec<?>[] byMajor =
                templateId >= 0 && templateId < codecsByIdAndMajor.length ? codecsByIdAndMajor[templateId] : null;
        BodyCodec<?> codec =
                byMajor != null && majorVersion >= 0 && majorVersion < byMajor.length ? byMajor[majorVersion] : null;
        if (codec == null) {
            throw refuse(byMajor, templateId, majorVersion);
        }
        return codec;
    }

    /**
     * How many look-ups were refused.
     *
     * @return the count since the registry was built; a recent one may be missing while others are in progress
     */
    public long refusedCount() {
        return refusals.total();
    }

    /**
     * What was refused, most frequent first.
     *
     * @return a copy, one entry per template, major version and reason for the first 64 of them; those that came later
     *     are in {@link #refusedCount()} only
     */
    public List<Refusal> refusals() {
        return refusals.named();
    }

    private MalformedMessageException refuse(BodyCodec<?>[] byMajor, int templateId, int majorVersion) {
        if (byMajor == null) {
            refusals.record(Refusal.Reason.UNKNOWN_TEMPLATE, templateId, majorVersion);
            return new MalformedMessageException("templateId=" + templateId + " (expected: a registered template)");
        }
        boolean newer = majorVersion >= byMajor.length;
        refusals.record(
                newer ? Refusal.Reason.NEWER_MAJOR_VERSION : Refusal.Reason.OLDER_MAJOR_VERSION,
                templateId,
                majorVersion);
        return new MalformedMessageException("templateId=" + templateId + ", majorVersion=" + majorVersion
                + " (expected: a registered one, the newest being " + (byMajor.length - 1) + ")");
    }

    /** Collects codecs. Confined to one thread. */
    public static final class Builder {
        private final NavigableMap<Integer, NavigableMap<Integer, BodyCodec<?>>> codecs = new TreeMap<>();

        private Builder() {}

        /**
         * Adds a codec for its template's id and major version.
         *
         * @param codec which codec
         * @return this
         * @throws IllegalArgumentException when there is one for them already
         */
        public Builder register(BodyCodec<?> codec) {
            Template template = Objects.requireNonNull(codec, "codec").template();
            Map<Integer, BodyCodec<?>> byMajor = codecs.computeIfAbsent(template.id(), unused -> new TreeMap<>());
            BodyCodec<?> earlier = byMajor.putIfAbsent(template.majorVersion(), codec);
            if (earlier != null) {
                throw new IllegalArgumentException("templateId=" + template.id() + ", majorVersion="
                        + template.majorVersion() + " (expected: one codec, but there is "
                        + earlier.getClass().getName() + ")");
            }
            return this;
        }

        /**
         * Makes the registry; the builder may go on being used for another.
         *
         * @return a registry of the codecs registered so far
         */
        public TemplateRegistry build() {
            return new TemplateRegistry(codecs);
        }
    }
}
