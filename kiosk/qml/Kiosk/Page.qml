import QtQuick
import QtQuick.Layouts
import Kiosk.Screens

// A page over the board: its title, its content, and the way back at the same place on every page.
Item {
    id: page

    required property string title
    required property Passenger passenger
    required property Navigation navigation
    required property bool portrait
    default property alias content: body.data
    property list<Item> actions
    // Beside the page, the first action stands next to the way back.
    property bool shared: false
    // In landscape, the room beside the page over its tiles.
    property alias aside: aside

    Label {
        id: heading

        Accessible.role: Accessible.Heading
        anchors.left: parent.left
        anchors.leftMargin: Theme.margin
        anchors.right: body.right
        anchors.top: parent.top
        anchors.topMargin: Theme.gap
        font.pixelSize: Theme.title
        font.weight: Font.DemiBold
        text: page.title
        visible: text !== ""
    }
    Item {
        id: body

        anchors.bottom: page.portrait ? bar.top : parent.bottom
        anchors.left: parent.left
        anchors.leftMargin: Theme.margin
        anchors.right: page.portrait ? parent.right : bar.left
        anchors.rightMargin: Theme.margin
        anchors.top: heading.visible ? heading.bottom : parent.top
        anchors.topMargin: Theme.gapSmall
    }
    Rectangle {
        id: aside

        anchors.bottom: bar.top
        anchors.left: bar.left
        anchors.right: parent.right
        anchors.top: parent.top
        color: Theme.colours.panel
        visible: !page.portrait
    }
    TileBar {
        id: bar

        anchors.bottom: parent.bottom
        anchors.right: parent.right
        passenger: page.passenger
        portrait: page.portrait
        tiles: [back, ...page.actions]
        width: page.portrait ? parent.width : Theme.side
    }
    BigButton {
        id: back

        Layout.columnSpan: page.portrait || page.shared ? 1 : 2
        Layout.fillWidth: true
        icon: "arrow-left"
        objectName: "back"
        text: qsTr("Back")

        onActivated: page.navigation.back()
    }
}
