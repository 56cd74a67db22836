/** The agent that a worker is: it takes tasks from the desk, has the user's code do them, and answers. */
package io.ringswarm.engine.work.host;
