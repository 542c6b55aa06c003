/**
 * How secrets get into configurations, and how one that comes later does.
 *
 * <pre>
 *   etc/secrets --SecretWatch--&gt; Configuration Admin --SecretPlaceholders--&gt; whoever is configured
 * </pre>
 */
package org.estreamer.settings.secret;
