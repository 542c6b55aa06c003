/**
 * How plugin jars come and go. The activator puts three rooms together, whose arrows run one way:
 *
 * <pre>
 *   folders (what lies in plugins/) --&gt; gate (is it let in?)
 *      |                                    ^
 *      +--&gt; running (bring it to life) -----+
 * </pre>
 */
package org.estreamer.deployer;
