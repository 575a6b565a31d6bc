import QtQuick
import Kiosk
import Kiosk.Maintenance

// What passengers read while the screen serves nobody; the emergency bar below works as ever.
Rectangle {
    id: page

    required property NoticeScreen notice

    color: Theme.colours.page
    objectName: "outOfService"

    Column {
        anchors.centerIn: parent
        spacing: Theme.gap
        width: parent.width - 2 * Theme.margin

        Notice {
            icon: "tool"
            more: page.notice.reason
            text: qsTr("This screen is out of service")
            width: parent.width
        }
        Label {
            color: Theme.colours.quiet
            font.pixelSize: Theme.word
            font.weight: Font.DemiBold
            horizontalAlignment: Text.AlignHCenter
            text: page.notice.until
            visible: text !== ""
            width: parent.width
            wrapMode: Text.Wrap
        }
    }
}
