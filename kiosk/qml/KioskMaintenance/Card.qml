import QtQuick
import QtQuick.Layouts
import Kiosk

// A group of things on a page: its title, with an icon where it has one, over whatever stands in it, one below the
// other. As high as that needs. A BigButton in it is `flat`.
Rectangle {
    id: card

    property string title
    property string icon
    default property alias content: column.data

    border.color: Theme.colours.line
    border.width: Theme.hairline
    color: Theme.colours.page
    implicitHeight: column.implicitHeight + 2 * Theme.gap
    radius: Theme.radius

    ColumnLayout {
        id: column

        anchors.left: parent.left
        anchors.leftMargin: Theme.gap
        anchors.right: parent.right
        anchors.rightMargin: Theme.gap
        spacing: Theme.gapSmall
        y: Theme.gap

        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.gapSmall
            visible: card.title !== ""

            Icon {
                name: card.icon
                size: Theme.menuLine
                visible: name !== ""
            }
            Label {
                Accessible.role: Accessible.Heading
                Layout.fillWidth: true
                font.pixelSize: Theme.menuLine
                font.weight: Font.DemiBold
                maximumLineCount: 2
                text: card.title
                wrapMode: Text.WordWrap
            }
        }
    }
}
