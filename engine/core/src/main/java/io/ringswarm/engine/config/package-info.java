/** What options are checked with. */
package io.ringswarm.engine.config;
