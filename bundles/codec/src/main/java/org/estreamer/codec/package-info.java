/**
 * What bytes mean, both ways. The component answers for its private packages:
 *
 * <pre>
 *   LayoutCodec --&gt; message (frames, bundles, requests) --&gt; record (fields in the bytes) --&gt; layout (where they are) --&gt; bytes
 * </pre>
 */
package org.estreamer.codec;
