/** What workers have shown: how long their tasks take, how often they succeed, what they are good at, how loaded they are. */
package io.ringswarm.engine.work.profile;
