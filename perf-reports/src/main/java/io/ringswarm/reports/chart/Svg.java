package io.ringswarm.reports.chart;

import com.samskivert.mustache.Escapers;
import io.ringswarm.reports.words.Legible;
import java.util.ArrayDeque;
import java.util.Deque;

/** Writes one SVG element and what is in it. Texts are escaped, coordinates are rounded to a tenth. */
final class Svg {
    private final StringBuilder out = new StringBuilder();
    private final Deque<String> open = new ArrayDeque<>();

    /** An image of its own, described for those who do not see it. */
    Svg(String id, String cssClass, double width, double height, String title, String description) {
        out.append("<svg class=\"")
                .append(escape(cssClass))
                .append("\" viewBox=\"0 0 ")
                .append(number(width))
                .append(' ')
                .append(number(height))
                .append("\" role=\"img\" aria-labelledby=\"")
                .append(id)
                .append("-t ")
                .append(id)
                .append("-d\">\n<title id=\"")
                .append(id)
                .append("-t\">")
                .append(escape(title))
                .append("</title>\n<desc id=\"")
                .append(id)
                .append("-d\">")
                .append(escape(description))
                .append("</desc>\n");
    }

    Svg group(String cssClass) {
        out.append("<g class=\"").append(escape(cssClass)).append("\">\n");
        open.push("</g>\n");
        return this;
    }

    Svg end() {
        out.append(open.pop());
        return this;
    }

    Svg line(String cssClass, double x1, double y1, double x2, double y2) {
        return path(cssClass, "M" + number(x1) + " " + number(y1) + "L" + number(x2) + " " + number(y2));
    }

    Svg path(String cssClass, String data) {
        if (!data.isEmpty()) {
            out.append("<path class=\"")
                    .append(escape(cssClass))
                    .append("\" d=\"")
                    .append(data)
                    .append("\"/>\n");
        }
        return this;
    }

    Svg rect(String cssClass, double x, double y, double width, double height) {
        out.append("<rect class=\"")
                .append(escape(cssClass))
                .append("\" x=\"")
                .append(number(x))
                .append("\" y=\"")
                .append(number(y))
                .append("\" width=\"")
                .append(number(Math.max(0, width)))
                .append("\" height=\"")
                .append(number(height))
                .append("\"/>\n");
        return this;
    }

    Svg text(String cssClass, double x, double y, String text) {
        out.append("<text class=\"")
                .append(escape(cssClass))
                .append("\" x=\"")
                .append(number(x))
                .append("\" y=\"")
                .append(number(y))
                .append("\">")
                .append(escape(text))
                .append("</text>\n");
        return this;
    }

    /** The outline of a rectangle, to be put into a path with others of its class. */
    static String box(double x, double y, double width, double height) {
        return "M" + number(x) + " " + number(y) + "h" + number(width) + "v" + number(height) + "h" + number(-width)
                + "z";
    }

    String finish() {
        while (!open.isEmpty()) {
            end();
        }
        return out.append("</svg>").toString();
    }

    static String number(double value) {
        long tenths = Math.round(value * 10);
        long whole = tenths / 10;
        long rest = Math.abs(tenths % 10);
        String sign = tenths < 0 && whole == 0 ? "-" : "";
        return rest == 0 ? String.valueOf(whole) : sign + whole + "." + rest;
    }

    /** A generous guess of a text's width: fonts differ, an overlap is worse than a gap. */
    static double textWidth(String text, double fontSize) {
        return text.codePointCount(0, text.length()) * fontSize * 0.58;
    }

    static String escape(String text) {
        return Escapers.HTML.escape(Legible.of(text));
    }
}
