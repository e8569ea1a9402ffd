package io.github.basicopsemulator.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The scopes of addresses, by the registries of IANA. Nothing is sent or looked up. */
class AddressScopeTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "169.254.169.254",
                "169.254.0.1",
                "fe80::1",
                "febf:ffff::1",
                "100.100.100.200",
                "168.63.129.16",
                "192.0.0.192",
                "fd00:ec2::254",
                "fd00:ec2::23",
                "fd00:ec2:ffff::1",
                "fd20:ce::254",
                "::ffff:169.254.169.254",
                "::169.254.169.254",
                "::ffff:0:a9fe:a9fe",
                "64:ff9b::a9fe:a9fe",
                "64:ff9b::a83f:8110",
                "64:ff9b:1::a9fe:a9fe",
                "64:ff9b:1:a9fe:a9:fe00::",
                "64:ff9b:1:a9:fe:a9fe::",
                "64:ff9b:1:0:a9:fea9:fe00:0",
                "2002:a9fe:a9fe::1",
                "2002:6464:64c8::1",
                "2001:0:a9fe:a9fe::1",
                "2001:0:1:2:3:4:5601:5601",
                "2600::5efe:a9fe:a9fe",
                "2600::200:5efe:a9fe:a9fe"
            })
    void metadata_and_link_local_addresses_are_secret(String address) throws Exception {
        assertThat(place(address)).isEqualTo(AddressScope.SECRET);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.255.255.255",
                "0.0.0.0",
                "10.0.0.0",
                "10.255.255.255",
                "172.16.0.0",
                "172.31.255.255",
                "192.168.0.0",
                "192.168.255.255",
                "::",
                "::1",
                "fc00::1",
                "fdff::1",
                "fec0::1",
                "::ffff:10.0.0.1",
                "::10.0.0.1",
                "::ffff:0:a00:1",
                "64:ff9b::7f00:1"
            })
    void loopback_and_private_addresses_are_inside(String address) throws Exception {
        assertThat(place(address)).isEqualTo(AddressScope.INSIDE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.1.2.3",
                "0.255.255.255",
                "100.64.0.0",
                "100.127.255.255",
                "192.0.0.1",
                "192.0.0.8",
                "192.0.0.170",
                "192.0.2.1",
                "192.88.99.1",
                "198.18.0.0",
                "198.19.255.255",
                "198.51.100.1",
                "203.0.113.255",
                "224.0.0.1",
                "239.255.255.255",
                "240.0.0.1",
                "255.255.255.255",
                "100::1",
                "100:0:0:1::1",
                "2001::1",
                "2001:2::1",
                "2001:10::1",
                "2001:20::1",
                "2001:1ff:ffff::1",
                "2001:db8::1",
                "2002:808:808::1",
                "2002:7f00:1::1",
                "2002:a00:1::1",
                "2600::5efe:a00:1",
                "3fff::1",
                "3fff:fff::1",
                "5f00::1",
                "4000::1",
                "1fff::1",
                "fe00::1",
                "ff02::1",
                "64:ff9b:1::808:808",
                "64:ff9b::c000:201"
            })
    void special_purpose_addresses_are_special(String address) throws Exception {
        assertThat(place(address)).isEqualTo(AddressScope.SPECIAL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.0.0.0",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "126.255.255.255",
                "128.0.0.0",
                "168.63.129.15",
                "169.253.255.255",
                "169.255.0.0",
                "172.15.255.255",
                "172.32.0.0",
                "192.0.0.9",
                "192.0.0.10",
                "192.0.1.0",
                "192.0.3.0",
                "192.169.0.0",
                "198.17.255.255",
                "198.20.0.0",
                "223.255.255.255",
                "2001:200::1",
                "2001:1::1",
                "2001:3::1",
                "2001:4:112::1",
                "2003::1",
                "2606:4700::1111",
                "3ffe::1",
                "3fff:1000::1",
                "64:ff9b::808:808",
                "::ffff:8.8.8.8"
            })
    void all_other_addresses_are_outside(String address) throws Exception {
        assertThat(place(address)).isEqualTo(AddressScope.OUTSIDE);
    }

    private static AddressScope place(String address) throws UnknownHostException {
        return AddressScope.of(InetAddress.getByName(address));
    }
}
