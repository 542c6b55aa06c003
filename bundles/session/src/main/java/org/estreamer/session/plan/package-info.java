/** What the settings of a session come to: a plan, or all that is wrong with them. */
package org.estreamer.session.plan;
