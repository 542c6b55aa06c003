package org.estreamer.deployer.gate;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/**
 * The settings as management tools show them. {@link DeployerSettings} reads them: this bundle starts before Declarative
 * Services does.
 */
@ObjectClassDefinition(
        pid = DeployerSettings.PID,
        name = "eStreamer plugin folders",
        description = "Which jars in the plugin folders are let in. Each setting can also be a framework property of"
                + " the same name, which wins over the configuration. Once signed is set, only any, written out, or a"
                + " restart opens the gate again.")
@interface DeployerOptions {
    @AttributeDefinition(
            name = "Plugin trust",
            description = "any: every sound plugin jar is installed. signed: only jars all of whose entries are signed"
                    + " by a certificate that is in the key store, or issued by one that is.",
            options = {@Option(value = "any"), @Option(value = "signed")})
    String plugins_trust() default "any";

    @AttributeDefinition(
            name = "Key store",
            description = "File with the trusted certificates (PKCS12, JKS or PEM); a relative name is looked for in"
                    + " the folder etc. Needed with plugins.trust=signed.",
            required = false)
    String plugins_keyStore();

    @AttributeDefinition(
            name = "Key store password",
            description = "Password of the key store; not needed for PEM",
            type = AttributeType.PASSWORD,
            required = false)
    String plugins_keyStorePassword();

    @AttributeDefinition(
            name = "Largest jar (MiB)",
            description = "A larger plugin jar is refused; 1 to 2047",
            min = "1",
            max = "2047")
    int plugins_maxJarMebibytes() default 256;
}
