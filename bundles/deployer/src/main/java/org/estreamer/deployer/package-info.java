/**
 * How plugin jars come and go. The activator puts four rooms together, whose arrows run one way:
 *
 * <pre>
 *   folders (what lies in plugins/) --&gt; gate (is it let in?)
 *      |                                    ^
 *      +--&gt; running (bring it to life) -----+
 *               |
 *               +--&gt; guard (does nothing else come in?)
 * </pre>
 */
package org.estreamer.deployer;
