package io.ringswarm.reports.chart;

import io.ringswarm.reports.words.Quantity;
import java.util.List;
import java.util.stream.Collectors;

/** One bar for all messages over a limit, divided by what made them late. */
public final class AttributionBar {
    private static final double BAR = 30;
    private static final double TOP = 24;
    private static final double GAP = 1.5;

    private final List<Part> parts;
    private final long total;

    /**
     * A part of the bar.
     *
     * @param name of the cause
     * @param cssClass its colour's
     * @param messages how many, not negative
     */
    public record Part(String name, String cssClass, long messages) {}

    /**
     * Takes the parts.
     *
     * @param parts from left to right
     */
    public AttributionBar(List<Part> parts) {
        this.parts = parts.stream().filter(part -> part.messages() > 0).toList();
        this.total = this.parts.stream().mapToLong(Part::messages).sum();
    }

    /**
     * Whether there is something to draw.
     *
     * @return whether any part holds a message
     */
    public boolean drawable() {
        return total > 0;
    }

    /**
     * Draws the bar.
     *
     * @param width for which width
     * @return an SVG element
     */
    public String draw(ChartWidth width) {
        Legend legend = new Legend();
        parts.forEach(part -> legend.colour(part.cssClass(), part.name() + " " + share(part)));
        Svg svg = new Svg(
                "causes-" + width.px(),
                width.cssClass(),
                width.px(),
                TOP + BAR + 12 + legend.height(width.px()),
                "What made messages late",
                parts.stream()
                        .map(part -> part.name() + " " + share(part))
                        .collect(Collectors.joining(", ", "Of " + Quantity.count(total) + " messages: ", ".")));
        svg.text("panel", 0, 14, Quantity.count(total) + (total == 1 ? " message" : " messages") + " over the limit");
        Scale x = Scale.linear(0, total, 0, width.px());
        long before = 0;
        for (Part part : parts) {
            double left = x.px(before);
            before += part.messages();
            svg.rect(part.cssClass(), left, TOP, Math.max(GAP, x.px(before) - left - GAP), BAR);
        }
        legend.draw(svg, 0, TOP + BAR + 10, width.px());
        return svg.finish();
    }

    private String share(Part part) {
        return Quantity.share((double) part.messages() / total);
    }
}
