/** A service in plain Java with an engine inside. Start reading at {@code PricingService}. */
package io.ringswarm.examples.plain;
