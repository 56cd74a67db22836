package io.ringswarm.examples.spring;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the service, {@code pricing.*}.
 *
 * @param shards threads that handle messages
 * @param ringSlots questions that may wait in each lane of a shard; a power of two
 * @param patience how long a request waits for its answer at most
 * @param closeTimeout how long closing may take, once the web server has no request left
 */
@ConfigurationProperties("pricing")
record PricingProperties(
        @DefaultValue("1") int shards,
        @DefaultValue("4096") int ringSlots,
        @DefaultValue("2s") Duration patience,
        @DefaultValue("5s") Duration closeTimeout) {}
