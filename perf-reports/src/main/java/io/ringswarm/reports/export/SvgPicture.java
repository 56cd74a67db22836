package io.ringswarm.reports.export;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringReader;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.apache.batik.transcoder.ErrorHandler;
import org.apache.batik.transcoder.TranscoderException;
import org.apache.batik.transcoder.TranscoderInput;
import org.apache.batik.transcoder.TranscoderOutput;
import org.apache.batik.transcoder.image.ImageTranscoder;

/** Draws an SVG element of a page as a PNG picture of twice its size, on white, with a margin. */
final class SvgPicture {
    private static final double SCALE = 2;
    private static final double MARGIN = 20;
    private static final Pattern OPENING =
            Pattern.compile("<svg class=\"([^\"]*)\" viewBox=\"0 0 ([0-9.]+) ([0-9.]+)\"([^>]*)>");
    private static final Pattern HALO = Pattern.compile("<text class=\"([^\"]*) halo([^\"]*)\"([^>]*>[^<]*</text>)");

    private SvgPicture() {}

    static byte[] png(String svg) {
        Matcher opening = OPENING.matcher(svg);
        if (!opening.find() || opening.start() != 0) {
            throw new IllegalArgumentException("svg=" + svg.lines().findFirst().orElse("") + " (expected: a chart)");
        }
        double width = Double.parseDouble(opening.group(2)) + 2 * MARGIN;
        double height = Double.parseDouble(opening.group(3)) + 2 * MARGIN;
        String document = "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"" + opening.group(1) + "\" viewBox=\"-"
                + MARGIN + " -" + MARGIN + " " + width + " " + height + "\" width=\"" + width + "\" height=\"" + height
                + "\"><style type=\"text/css\">" + ChartStyle.light() + "</style>"
                + haloFirst(svg.substring(opening.end()));
        Png png = new Png();
        png.addTranscodingHint(ImageTranscoder.KEY_WIDTH, (float) (SCALE * width));
        png.addTranscodingHint(ImageTranscoder.KEY_HEIGHT, (float) (SCALE * height));
        png.addTranscodingHint(ImageTranscoder.KEY_BACKGROUND_COLOR, Color.WHITE);
        png.addTranscodingHint(ImageTranscoder.KEY_EXECUTE_ONLOAD, false);
        png.setErrorHandler(new Strict());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            png.transcode(new TranscoderInput(new StringReader(document)), new TranscoderOutput(bytes));
        } catch (TranscoderException | LinkageError | InternalError e) {
            throw new PictureNotDrawnException(e);
        }
        return bytes.toByteArray();
    }

    /** Batik draws a text's outline over it: the outline is drawn by itself before. */
    private static String haloFirst(String body) {
        return HALO.matcher(body).replaceAll("<text class=\"$1 halo$2\"$3<text class=\"$1$2\"$3");
    }

    private static final class Png extends ImageTranscoder {
        @Override
        public BufferedImage createImage(int width, int height) {
            return new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        }

        @Override
        public void writeImage(BufferedImage image, TranscoderOutput output) throws TranscoderException {
            OutputStream out = output.getOutputStream();
            try {
                ImageIO.write(image, "png", out);
            } catch (IOException e) {
                throw new TranscoderException(e);
            }
        }
    }

    /** Batik's own prints to the standard streams. */
    private static final class Strict implements ErrorHandler {
        @Override
        public void error(TranscoderException failure) throws TranscoderException {
            throw failure;
        }

        @Override
        public void fatalError(TranscoderException failure) throws TranscoderException {
            throw failure;
        }

        @Override
        public void warning(TranscoderException failure) throws TranscoderException {
            throw failure;
        }
    }
}
