package io.ringswarm.codecs.wire;

import io.ringswarm.codecs.Template;

/** What {@link JvmFlagsTest} launches: makes a template codec and says which. */
public final class TemplateStart {
    private TemplateStart() {}

    public static void main(String[] arguments) {
        System.out.println(new WireTemplateCodec<>(new Template(1, 1, 0), new SampleMapping()).template());
    }
}
