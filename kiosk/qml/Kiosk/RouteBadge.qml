import QtQuick

// The number of a route in its colour, with the sign of its kind of vehicle.
Rectangle {
    id: badge

    required property string route
    required property string routeColor
    required property string routeTextColor
    required property string mode
    property string icon
    property bool small: false

    readonly property color ink: Theme.routeInk(routeColor, routeTextColor)

    border.color: Theme.colours.badgeLine
    border.width: Theme.hairline
    color: Theme.routeColour(routeColor, mode)
    implicitHeight: small ? Theme.text(40) : Theme.badgeHeight
    implicitWidth: small ? Theme.text(80) : Theme.badgeWidth
    radius: Theme.radiusSmall

    Icon {
        id: sign

        anchors.verticalCenter: parent.verticalCenter
        color: badge.ink
        name: badge.icon
        size: Theme.text(32)
        visible: name !== "" && badge.route.length <= 3 && (Theme.badgeIcons || badge.route === "")
        x: badge.route === "" ? (badge.width - width) / 2 : Theme.text(12)
    }
    Label {
        anchors.left: sign.visible ? sign.right : parent.left
        anchors.leftMargin: Theme.text(4)
        anchors.right: parent.right
        anchors.rightMargin: Theme.text(sign.visible ? 12 : 4)
        anchors.verticalCenter: parent.verticalCenter
        color: badge.ink
        height: parent.height
        font.pixelSize: badge.small ? Theme.small : Theme.route
        font.weight: Font.Bold
        fontSizeMode: Text.HorizontalFit
        horizontalAlignment: Text.AlignHCenter
        minimumPixelSize: Theme.text(badge.small ? 16 : 24)
        text: badge.route
        verticalAlignment: Text.AlignVCenter
    }
}
