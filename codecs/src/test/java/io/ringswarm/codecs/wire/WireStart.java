package io.ringswarm.codecs.wire;

import io.ringswarm.codecs.BodyCodec;
import io.ringswarm.codecs.BodyReader;
import io.ringswarm.codecs.BodyWriter;
import io.ringswarm.codecs.Sample;
import io.ringswarm.codecs.Template;

/** What {@link JvmFlagsTest} launches: sends one message through every codec and says whether it arrived. */
public final class WireStart {
    private WireStart() {}

    public static void main(String[] arguments) {
        Template template = new Template(1, 1, 0);
        for (WireEncoding encoding : WireEncoding.values()) {
            convey(encoding.name(), new WireCodec<>(template, new StrictSampleMapping(), encoding));
        }
        convey("template", new WireTemplateCodec<>(template, new StrictSampleMapping()));
    }

    private static void convey(String name, BodyCodec<Sample> codec) {
        Sample decoded = new Sample();
        byte[] array = new byte[1024];
        BodyWriter out = new BodyWriter().wrap(array, 0, array.length);
        codec.encode(Sample.fixed(), out);
        codec.decode(new BodyReader().wrap(array, 0, out.length()), decoded);
        System.out.println(
                name + "=" + decoded.allFields().equals(Sample.fixed().allFields()));
    }
}
