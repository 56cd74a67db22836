/**
 * Agents and messages of your own under the harness's load: implement {@link
 * io.ringswarm.harness.load.custom.CustomWorkload} and name the class as a scenario's {@code workload}, or hand it to
 * {@link io.ringswarm.harness.load.LoadTest}. See {@code docs/own-workload.md}.
 */
package io.ringswarm.harness.load.custom;
