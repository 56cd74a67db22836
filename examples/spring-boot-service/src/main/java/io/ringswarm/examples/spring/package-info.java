/** A service with Spring Boot and an engine inside. Start reading at {@code EngineConfiguration}. */
package io.ringswarm.examples.spring;
