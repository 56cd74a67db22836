/** Which codec reads a body: the registry of templates, and the account of what it refused. */
package io.ringswarm.codecs.registry;
